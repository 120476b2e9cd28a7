import { showFaults } from "./faults.js";
import { showFlybox } from "./flybox.js";
import { showMailbox } from "./mailbox.js";
import { keyOf, learnNames, named } from "./names.js";
import { showPeople } from "./people.js";
import { showPhone } from "./phone.js";
import { sayTexts, text } from "./texts.js";

const shown = 200;
const lost = document.querySelector("#lost");
const news = document.querySelector("#news");
let known = null;
let looking = null;
let again = false;

sayTexts();
document.querySelector("#clear").addEventListener("click", () => fetch("/dev/messages", { method: "DELETE" }));
const samples = await read("/dev/samples");
document.querySelector("#application").href = samples.application;
learnNames(samples);
showPeople(samples);

const events = new EventSource("/dev/events");
events.addEventListener("change", look);
events.addEventListener("open", () => (lost.textContent = ""));
events.addEventListener("error", () => (lost.textContent = text.lost));

/** Looks again; once more where something changes meanwhile, and not more often. */
async function look() {
  if (looking !== null) {
    again = true;
    return;
  }
  do {
    again = false;
    looking = Promise.all([read(`/dev/messages?limit=${shown}`), read("/dev/faults")]);
    try {
      const [messages, faults] = await looking;
      show(messages.items, faults.items);
    } catch {
      lost.textContent = text.lost;
    }
  } while (again);
  looking = null;
}

function show(messages, faults) {
  showPhone(messages);
  showMailbox(messages);
  showFlybox(messages);
  showFaults(faults);
  const arrived = known === null ? [] : messages.filter((message) => !known.has(keyOf(message)));
  if (arrived.length > 0) news.textContent = (arrived[0].kind === "sms" ? text.newSms : text.newEmail)(named(arrived[0].to));
  known = new Set(messages.map(keyOf));
}

async function read(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
