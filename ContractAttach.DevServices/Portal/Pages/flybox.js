import { copy, codeOf, withCode } from "./code.js";
import { element, keepChildren, keepOptions } from "./elements.js";
import { isForBox, keyOf, moment, named, sampleBoxes } from "./names.js";
import { text } from "./texts.js";

const panel = document.querySelector("#flybox");
const select = panel.querySelector("select");
const list = panel.querySelector(".box-messages");
const empty = panel.querySelector(".empty");
let messages = [];
let followed = null;

/** Shows the messages of the box that is chosen, or, as each arrives, of the one that got the newest. */
export function showFlybox(all) {
  messages = all.filter((message) => message.kind === "sms" && message.state !== "failed" && isForBox(message));
  const numbers = [...new Set([...messages.map((message) => message.to), ...sampleBoxes()])];
  const arrived = messages.length > 0 && keyOf(messages[0]) !== followed;
  if (arrived) followed = keyOf(messages[0]);
  keepOptions(select, numbers.map((number) => ({ value: number, label: named(number) })), arrived ? numbers[0] : undefined);
  showMessages();
}

function showMessages() {
  const own = messages.filter((message) => message.to === select.value);
  empty.hidden = own.length > 0;
  keepChildren(list, own, keyOf, entry);
}

function entry(message) {
  const code = codeOf(message);
  const button = code && element("button", { type: "button" }, text.copy);
  button?.addEventListener("click", () => copy(code, button));
  return element("li", {}, element("small", {}, `${message.from} · ${moment(message.at)}`), element("p", {}, ...withCode(message)), button);
}

select.addEventListener("change", showMessages);
