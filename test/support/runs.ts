// How often a property is tried.

/** As many as a developer waits for; CI asks for ten times as many (`FUZZ=10`). */
export const runs = (count: number) => count * Number(process.env.FUZZ ?? 1);
