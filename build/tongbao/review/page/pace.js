// Time left, from the reader's own pace after ten answers, from a guess before.
import { keep, kept } from "./kept.js";

const ENOUGH = 10;
const GUESS = { single: 25, bulk: 15 };
const LONGEST = 120; // seconds; whoever takes longer was away
const MEMORY = 60;

let since = Date.now();
const times = kept("pace", []);

// An answer was given: how long it took is kept.
export function answered(how) {
  const seconds = Math.min(LONGEST, (Date.now() - since) / 1000);
  since = Date.now();
  times.push([how, Math.round(seconds * 10) / 10]);
  times.splice(0, times.length - MEMORY);
  keep("pace", times);
}

function each(how) {
  const own = times.filter(([kind]) => kind === how).map(([, seconds]) => seconds);
  const known = times.length >= ENOUGH && own.length > 2;
  return known ? own.reduce((sum, seconds) => sum + seconds, 0) / own.length : GUESS[how];
}

// Whole minutes for so many questions and so many confirmations in bulk.
export const minutes = (single, bulk) => Math.ceil((single * each("single") + bulk * each("bulk")) / 60);
