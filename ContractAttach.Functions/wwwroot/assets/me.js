import { api } from './api.js';

/** The account of who is signed in; null while there is none. */
export let account = null;

/** Asks for the account, unless it is known. */
export async function loadAccount(signal) {
  if (account) return;
  try {
    account = await api.account(signal);
  } catch (error) {
    if (error.code !== 'account-not-found') throw error;
  }
}

/** Takes over the account as an answer has it; null where there is none any more. */
export const know = answer => { account = answer; };
