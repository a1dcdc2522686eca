// npm run dev   watches the spec: at each edit it lints, generates, checks the types, restarts the
//               mock, refreshes the page, and says what changed
//
// --port is the mock's (4010), --docs-port the page's (8080); 0 for any that is free.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createCycle, tellMistakes } from "./dev/cycle.mjs";
import { buildDocs, DOCS, refreshPage, SPEC } from "./docs/build.mjs";
import { portError, readPort } from "./docs/listen.mjs";
import { serveFolder } from "./docs/serve.mjs";
import { watchFile } from "./docs/watch.mjs";
import { GenerateError } from "./generate/spec.mjs";
import { startPrism } from "./prism.mjs";

const say = console.log;

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      "docs-port": { type: "string", default: "8080" },
    },
  });
  await start(readPort(values.port), readPort(values["docs-port"]));
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {number} mockPort @param {number} docsPort */
async function start(mockPort, docsPort) {
  let mock = await startPrism({ port: mockPort }).catch((error) => {
    throw portError(error, mockPort);
  });
  const page = await serveFolder(DOCS, docsPort).catch(async (error) => {
    await mock.close();
    throw error;
  });
  // The reference of the client takes the longest and does not follow from the spec.
  const whole = existsSync(join(DOCS, "reference/index.html"));
  await tellMistakes(() => (whole ? refreshPage() : buildDocs()), say);
  const cycle = await createCycle({
    say,
    reload: page.reload,
    restartMock: async () => {
      const port = Number(new URL(mock.url).port);
      await mock.close();
      mock = await startPrism({ port });
    },
  });
  const stop = watchFile(SPEC, () => tellMistakes(cycle, say));
  say(`mock ${mock.url}   page ${page.url}\nwatching openapi/openapi.yaml   Ctrl-C ends it all`);
  process.once("SIGINT", async () => {
    stop();
    await Promise.all([mock.close(), page.close()]);
    process.exit();
  });
}
