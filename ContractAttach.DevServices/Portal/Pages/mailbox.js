import { element, keepChildren, keepOptions } from "./elements.js";
import { keyOf, moment, named } from "./names.js";
import { text } from "./texts.js";

const panel = document.querySelector("#mailbox");
const select = panel.querySelector("select");
const list = panel.querySelector(".mails");
const empty = panel.querySelector(".empty");
const mail = panel.querySelector(".mail");
const reader = panel.querySelector(".reader");
const plain = reader.querySelector("pre");
const versions = [...reader.querySelectorAll("[data-version]")];
const all = "";
let frame = reader.querySelector("iframe");
let mails = [];
let version = "html";
let opened = null;
/** Whether the person chose what to read: then nothing that arrives takes its place. */
let reading = false;

/** Shows the e-mails: of the address that is chosen, the newest open until the person opens another. */
export function showMailbox(messages) {
  mails = messages.filter((message) => message.kind === "email");
  const addresses = [...new Set(mails.map((message) => message.to))];
  keepOptions(select, [{ value: all, label: text.allAddresses }, ...addresses.map((address) => ({ value: address, label: named(address) }))]);
  showList();
}

function showList() {
  const own = mails.filter((message) => select.value === all || message.to === select.value);
  empty.hidden = own.length > 0;
  select.parentElement.hidden = mails.length === 0;
  mail.hidden = own.length === 0;
  keepChildren(list, own, keyOf, entry);
  if (own.length === 0) return;
  const kept = own.find((message) => keyOf(message) === opened);
  open(reading && kept ? kept : own[0]);
}

function entry(message) {
  const button = element(
    "button",
    { type: "button" },
    element("span", { className: "to" }, named(message.to)),
    element("b", {}, message.subject),
    element("small", {}, moment(message.at)),
  );
  button.addEventListener("click", () => {
    reading = true;
    open(message);
  });
  return element("li", {}, button);
}

function open(message) {
  for (const item of list.children)
    item.firstElementChild.setAttribute("aria-current", String(item.dataset.key === keyOf(message)));
  if (opened !== keyOf(message)) {
    opened = keyOf(message);
    reader.querySelector("h3").textContent = message.subject;
    const lost = message.state === "failed" ? ` · ${text.mailLost}` : "";
    reader.querySelector(".from").textContent = text.fromTo(message.from, message.to, moment(message.at)) + lost;
    plain.textContent = message.text;
    // Each in a frame of its own: going on in one would be a step that the browser goes back by.
    const next = frame.cloneNode();
    next.src = `/dev/mail?${new URLSearchParams({ operationId: message.operationId, to: message.to })}`;
    frame.replaceWith(next);
    frame = next;
  }
  showVersion();
}

function showVersion() {
  frame.hidden = version !== "html";
  plain.hidden = version !== "text";
  for (const button of versions) button.setAttribute("aria-pressed", String(button.dataset.version === version));
}

select.addEventListener("change", () => {
  reading = false;
  showList();
});
for (const button of versions)
  button.addEventListener("click", () => {
    version = button.dataset.version;
    showVersion();
  });
