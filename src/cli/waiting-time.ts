/** When to come back after a 429. */
export function waitingTime(retryAfter: number | undefined, now: number): string {
  if (retryAfter === undefined) {
    return "Too many requests. The server does not say how long to wait: try again in a minute.";
  }
  // A date beyond the calendar is no date.
  const date = new Date(now + Math.min(retryAfter, 1e9) * 1000);
  const clock = `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `Too many requests. Try again in ${retryAfter} s, at ${clock}.`;
}
