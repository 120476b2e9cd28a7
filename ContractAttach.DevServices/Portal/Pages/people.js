import { element } from "./elements.js";
import { written } from "./names.js";
import { text } from "./texts.js";

const panel = document.querySelector("#people");
const cards = panel.querySelector(".cards");
const attachable = panel.querySelector(".attachable");
/** The ranges that no customer attaches: the application's default. */
const excluded = ["Performance Pro", "Performance Entreprises", "Business Everywhere Pro"];

/** Shows whom one can sign in as; of the one that is chosen, what they could attach. */
export function showPeople({ people, contracts }) {
  const buttons = people.map((person) => {
    const button = element(
      "button",
      { type: "button" },
      element("b", {}, nameOf(person)),
      element("small", {}, person.roles.includes("operator") ? text.operator : person.customerNumber ? text.customer(person.customerNumber) : text.noCustomer),
    );
    button.addEventListener("click", () => choose(person, button));
    return button;
  });
  cards.replaceChildren(...buttons);

  function choose(person, chosen) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
    attachable.replaceChildren(element("h3", {}, text.whatOf(nameOf(person))), ...groups(person, contracts));
  }

  const relative = people.findIndex((person) => person.customerNumber === null && person.roles.length === 0);
  choose(people[relative], buttons[relative]);
}

const nameOf = (person) => `${person.givenName} ${person.familyName}`;

function groups(person, contracts) {
  if (person.roles.includes("operator")) return [element("p", {}, text.operatorOnly)];
  const possible = contracts.filter((contract) => whyNot(contract) === null);
  const own = possible.filter((contract) => contract.customerNumber === person.customerNumber);
  const family = possible.filter((contract) => !own.includes(contract) && contract.holder.lastName === person.familyName);
  const others = possible.filter((contract) => !own.includes(contract) && !family.includes(contract));
  const never = contracts.filter((contract) => whyNot(contract) !== null);
  return [group(text.own, own, true), group(text.family, family, true), group(text.others, others, false), group(text.never, never, false)].filter(
    (shown) => shown !== null,
  );
}

function group(title, contracts, open) {
  if (contracts.length === 0) return null;
  return element(
    "details",
    { open },
    element("summary", {}, title, element("span", { className: "count" }, String(contracts.length))),
    element("ul", { className: "contracts" }, ...contracts.map(entry)),
  );
}

function entry(contract) {
  const { kind, segment, offer, holder, customerNumber, lines } = contract;
  const named = kind === "internet" || kind === "fixed";
  const shown = kind === "open" ? lines.filter((line) => line.kind === "mobile") : lines;
  const notes = [whyNot(contract), shown.some((line) => line.device === "flybox") ? text.readInFlybox : null].filter((note) => note !== null);
  return element(
    "li",
    {},
    element("p", {}, element("span", { className: "kind" }, text.kind[kind]), ` ${offer}, ${text.segment[segment]}`),
    element("p", { className: "whose" }, `${holder.firstName} ${holder.lastName}`),
    element("p", { className: "ids" }, ...shown.flatMap((line, index) => [index === 0 ? `${text.line} ` : ", ", element("code", {}, written(line.number))]), ...(named ? [` · ${text.bill} `, element("code", {}, customerNumber)] : [])),
    notes.length > 0 ? element("p", { className: "note" }, notes.join(", ")) : null,
  );
}

function whyNot({ kind, status, range, holder, lines }) {
  if (status !== "active") return text[status];
  if (excluded.includes(range)) return text.excluded;
  return holder.email || holder.mobile ? null : text.unreachable;
}
