import { language } from "./texts.js";

const owners = new Map();
const boxes = new Set();

/** Learns from the samples whose numbers and addresses are whose, and which lines are those of a Flybox. */
export function learnNames({ people, contracts }) {
  for (const { holder, lines } of contracts) {
    const name = `${holder.firstName} ${holder.lastName}`;
    for (const { number, device } of lines) {
      owners.set(number, name);
      if (device === "flybox") boxes.add(number);
    }
    for (const own of [holder.mobile, holder.email]) if (own) owners.set(own, name);
  }
  for (const { givenName, familyName, email, phoneNumber } of people)
    for (const own of [email, phoneNumber]) if (own) owners.set(own, `${givenName} ${familyName}`);
}

/** The lines of the samples that are read in a Flybox. */
export const sampleBoxes = () => [...boxes];

/** Whether a message is read in a Flybox: the line is one of the samples', or the message says so, as it does of any other. */
export const isForBox = (message) => boxes.has(message.to) || /\bFlybox\b/.test(message.text);

/** A French number as people write it; anything else as it is. */
export function written(address) {
  const digits = /^\+33(\d{9})$/.exec(address)?.[1];
  return digits ? `0${digits}`.replace(/(\d\d)(?=\d)/g, "$1 ") : address;
}

/** The same, with whose it is. */
export const named = (address) => (owners.has(address) ? `${owners.get(address)} · ${written(address)}` : written(address));

const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** When, in short: the day only where it is another one. */
export function moment(at) {
  const date = new Date(at);
  return (date.toDateString() === new Date().toDateString() ? time : dayAndTime).format(date);
}

/** One key for each message. */
export const keyOf = (message) => `${message.operationId} ${message.to}`;
