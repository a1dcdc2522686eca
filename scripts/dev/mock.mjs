// The mock beside the watch. It starts with the first spec that passes, and keeps its port.
import { portError } from "../docs/listen.mjs";
import { startPrism } from "../prism.mjs";

/** @param {number} port 0 for any that is free */
export function createMock(port) {
  /** @type {Awaited<ReturnType<typeof startPrism>> | undefined} */
  let running;
  return {
    /** For a person: where it is, or that it is not. */
    place: () => `mock ${running?.url ?? "(not yet)"}`,
    async restart() {
      const taken = running ? Number(new URL(running.url).port) : port;
      await running?.close();
      running = undefined;
      running = await startPrism({ port: taken }).catch((error) => {
        throw portError(error, taken);
      });
    },
    close: async () => running?.close(),
  };
}
