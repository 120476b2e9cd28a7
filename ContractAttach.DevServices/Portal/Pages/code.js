import { element } from "./elements.js";
import { text } from "./texts.js";

const pattern = /(\bCode [^:]*: ?)(\d{6,10})\b/;

/** The code in a message, or null. */
export const codeOf = (message) => pattern.exec(message.text)?.[2] ?? null;

/** The text of a message with its code standing out. */
export function withCode(message) {
  const found = pattern.exec(message.text);
  if (found === null) return [message.text];
  const start = found.index + found[1].length;
  return [message.text.slice(0, start), element("strong", { className: "code" }, found[2]), message.text.slice(start + found[2].length)];
}

/** Copies, and says so on the button for a moment. */
export async function copy(code, button) {
  await navigator.clipboard.writeText(code);
  button.textContent = text.copied;
  setTimeout(() => (button.textContent = text.copy), 2000);
}
