// How much work a test does.

/** Runs of a property: few on a developer's machine, ten times as many in CI (`FUZZ=10`). */
export const runs = (count: number) => count * Number(process.env.FUZZ ?? 1);

/** CPU time in milliseconds: unlike the time on the clock, it does not depend on other processes. */
export async function cpuTimeOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
