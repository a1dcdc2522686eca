// npm run dev   watches the spec: at each edit it lints, generates, checks the types, restarts the
//               mock, refreshes the page, and says what changed
//
// --port is the mock's (4010), --docs-port the page's (8080); 0 for any that is free.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "./arguments.mjs";
import { createCycle, tellMistakes } from "./dev/cycle.mjs";
import { createMock } from "./dev/mock.mjs";
import { buildDocs, DOCS, refreshPage, SPEC } from "./docs/build.mjs";
import { readPort } from "./docs/listen.mjs";
import { serveFolder } from "./docs/serve.mjs";
import { watchFile } from "./docs/watch.mjs";
import { lintSpec } from "./generate/lint.mjs";
import { GenerateError } from "./generate/spec.mjs";

const say = console.log;

try {
  const { values } = readArguments({
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
  const mock = createMock(mockPort);
  // The mock ends with a stack on a spec that cannot be read.
  const sound = await tellMistakes(() => lintSpec(), say);
  if (sound) await mock.restart();
  const page = await serveFolder(DOCS, docsPort).catch(async (error) => {
    await mock.close();
    throw error;
  });
  if (sound) await tellMistakes(refreshDocs, say);
  const places = () => `${mock.place()}   page ${page.url}`;
  const cycle = await createCycle({
    sound,
    say,
    places,
    restartMock: mock.restart,
    refreshDocs: () => refreshDocs().then(page.reload),
  });
  const stop = watchFile(SPEC, async () => void (await tellMistakes(cycle, say)));
  say(`${places()}\nwatching openapi/openapi.yaml   Ctrl-C ends it all`);
  if (!sound) say("✗ the mock waits: mend the spec and save it");
  process.once("SIGINT", async () => {
    stop();
    await Promise.all([mock.close(), page.close()]);
    process.exit();
  });
}

/** The reference of the client takes the longest and does not follow from the spec. */
async function refreshDocs() {
  await (existsSync(join(DOCS, "reference/index.html")) ? refreshPage() : buildDocs());
}
