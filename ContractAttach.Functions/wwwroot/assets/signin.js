import * as oauth from './oauth4webapi/index.js';
import { kept } from './kept.js';
import { language } from './language.js';

const home = `${location.origin}/`;
// Regrouping takes tokens of the last five minutes: somebody must have time to sign in to the other account.
const fresh = 3 * 60_000;

let settings;
let discovered;
let session = kept.get('session');
let other = null;

export const token = () => session?.token;
export const isSignedIn = () => session !== null && Date.now() < session.expiresAt;
export const wasSignedIn = () => session !== null;
export const isFresh = () => Date.now() - session.signedInAt < fresh;
export const person = () => session.name;

/** The contact details that the sign-in itself tells. */
export const suggested = () => session.contact;

/** The other account that the person has just signed in to; it is kept nowhere. */
export const otherAccount = () => other;
export const forgetOther = () => { other = null; };

async function authority() {
  settings ??= await (await fetch('/channel.json', { headers: { Accept: 'application/json' } })).json();
  const issuer = new URL(settings.authority);
  const options = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  discovered ??= await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  return { issuer: discovered, client: { client_id: settings.clientId }, options };
}

/** Goes to the authority's page. `purpose` says what the sign-in is for: `session`, or `other`, one's other account. */
export async function signIn({ purpose = 'session', prompt, back = location.hash } = {}) {
  const { issuer, client } = await authority();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const address = new URL(issuer.authorization_endpoint);
  address.search = new URLSearchParams({
    ...Object.fromEntries(address.searchParams),
    client_id: client.client_id,
    redirect_uri: home,
    response_type: 'code',
    scope: settings.scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ui_locales: language,
    ...prompt && { prompt },
  });
  kept.set('signing-in', { verifier, state, nonce, purpose, back });
  location.assign(address);
}

/** Whether this page was opened by the authority, after a sign-in. */
export const isAnswer = () => new URLSearchParams(location.search).has('state');

/** Takes the authority's answer, and goes back to where the person was. */
export async function finishSignIn() {
  const begun = kept.get('signing-in');
  const address = new URL(location.href);
  kept.remove('signing-in');
  history.replaceState(null, '', `/${begun?.back ?? ''}`);
  if (!begun) return;

  const { issuer, client, options } = await authority();
  const answered = oauth.validateAuthResponse(issuer, client, address, begun.state);
  const response = await oauth.authorizationCodeGrantRequest(issuer, client, oauth.None(), answered, home, begun.verifier, options);
  const tokens = await oauth.processAuthorizationCodeResponse(issuer, client, response, { expectedNonce: begun.nonce, requireIdToken: true });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const signedIn = {
    sub: claims.sub,
    token: tokens.access_token,
    idToken: tokens.id_token,
    name: [claims.given_name, claims.family_name].filter(Boolean).join(' ') || claims.email || claims.phone_number || '',
    contact: { email: claims.email, mobile: claims.phone_number },
    signedInAt: Date.now(),
    expiresAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
  };
  if (begun.purpose === 'other') {
    other = signedIn;
    return;
  }
  // What somebody else typed before is none of this person's.
  if (session && session.sub !== signedIn.sub) kept.clear();
  session = signedIn;
  kept.set('session', session);
}

/** Forgets the person, here. */
export function forget() {
  session = null;
  other = null;
  kept.clear();
}

/** Forgets the person, here and, where it can be asked to, at the authority: true where that page is on its way. */
export async function signOut() {
  const idToken = session?.idToken;
  forget();
  const { issuer, client } = await authority();
  if (!issuer.end_session_endpoint) return false;
  const address = new URL(issuer.end_session_endpoint);
  address.search = new URLSearchParams({ client_id: client.client_id, post_logout_redirect_uri: home, ...idToken && { id_token_hint: idToken } });
  location.assign(address);
  return true;
}
