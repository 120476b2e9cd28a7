import { codeOf, copy, withCode } from "./code.js";
import { element, keepChildren, keepOptions } from "./elements.js";
import { isForBox, keyOf, moment, named } from "./names.js";
import { text } from "./texts.js";

const panel = document.querySelector("#phone");
const select = panel.querySelector("select");
const newest = panel.querySelector(".newest");
const conversation = panel.querySelector(".conversation");
const empty = panel.querySelector(".empty");
let messages = [];
let followed = null;

/** Shows the text messages: of the number that is chosen, or, as each arrives, of the one that got the newest. */
export function showPhone(all) {
  messages = all.filter((message) => message.kind === "sms" && !isForBox(message));
  const numbers = [...new Set(messages.map((message) => message.to))];
  const arrived = messages.length > 0 && keyOf(messages[0]) !== followed;
  if (arrived) followed = keyOf(messages[0]);
  keepOptions(select, numbers.map((number) => ({ value: number, label: named(number) })), arrived ? numbers[0] : undefined);
  showConversation();
}

function showConversation() {
  const own = messages.filter((message) => message.to === select.value);
  const code = own.filter((message) => message.state !== "failed").map(codeOf).find((found) => found !== null);
  newest.hidden = code === undefined;
  newest.querySelector("output").textContent = code ?? "";
  empty.hidden = own.length > 0;
  select.parentElement.hidden = messages.length === 0;
  conversation.hidden = own.length === 0;
  keepChildren(conversation, own.toReversed(), keyOf, bubble, update);
  conversation.scrollTop = conversation.scrollHeight;
}

function bubble(message) {
  const failed = message.state === "failed";
  return element(
    "div",
    { className: failed ? "bubble lost-one" : "bubble" },
    element("p", {}, ...(failed ? [text.notDelivered] : withCode(message))),
    element("small", {}),
  );
}

function update(child, message) {
  const said = [moment(message.at), ...(message.deliveries > 1 ? [text.times(message.deliveries)] : [])].join(" · ");
  if (child.lastElementChild.textContent !== said) child.lastElementChild.textContent = said;
}

select.addEventListener("change", showConversation);
newest.querySelector("button").addEventListener("click", ({ currentTarget }) => copy(newest.querySelector("output").textContent, currentTarget));
