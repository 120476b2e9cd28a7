import { element, keepChildren } from "./elements.js";
import { written } from "./names.js";
import { text } from "./texts.js";

const panel = document.querySelector("#faults");
const set = panel.querySelector(".set");
const statuses = [400, 401, 403, 429, 500, 503];
const choices = [
  { mode: "slow", delayMs: 5000 },
  ...statuses.map((status) => ({ mode: "fail", status })),
  { mode: "recipientFail" },
  { mode: "reportFailed" },
];

const nameOf = ({ mode, status }) => (mode === "slow" ? text.slow : mode === "fail" ? text.refused(status ?? 503) : text[mode]);
const kindOf = (fault) => (fault.kind === "sms" ? text.smsFaults : text.emailFaults);
const sameChoice = (fault, choice) => fault.to === null && fault.count === null && fault.mode === choice.mode && nameOf(fault) === nameOf(choice);
const post = (fault) =>
  fetch("/dev/faults", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(fault) });

for (const fieldset of panel.querySelectorAll("fieldset")) {
  for (const choice of choices) {
    const button = element("button", { type: "button", role: "switch" }, nameOf(choice));
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-checked") === "true";
      post({ kind: fieldset.dataset.kind, ...(on ? { mode: "ok" } : choice) });
    });
    fieldset.querySelector(".switches").append(button);
  }
}

/** Shows what is set to go wrong: of each kind one for everybody, and whatever scripts have set for somebody. */
export function showFaults(faults) {
  for (const fieldset of panel.querySelectorAll("fieldset")) {
    const own = faults.filter((fault) => fault.kind === fieldset.dataset.kind);
    [...fieldset.querySelectorAll("button")].forEach((button, index) =>
      button.setAttribute("aria-checked", String(own.some((fault) => sameChoice(fault, choices[index])))),
    );
  }
  keepChildren(set, faults.length === 0 ? [null] : [...faults, "all"], JSON.stringify, line);
}

function line(fault) {
  if (fault === null) return element("p", { className: "fine" }, text.faultsOff);
  const off = element("button", { type: "button" }, fault === "all" ? text.allOff : describe(fault));
  if (fault !== "all") off.setAttribute("aria-label", text.turnOff(describe(fault)));
  off.className = fault === "all" ? "quiet" : "chip";
  off.addEventListener("click", () => (fault === "all" ? fetch("/dev/faults", { method: "DELETE" }) : post({ kind: fault.kind, to: fault.to, mode: "ok" })));
  return off;
}

const describe = (fault) =>
  [kindOf(fault), nameOf(fault), fault.to && text.forRecipient(written(fault.to)), fault.count && text.left(fault.count)].filter(Boolean).join(" · ");
