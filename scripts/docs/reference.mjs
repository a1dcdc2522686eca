// The reference of the TypeScript client, by TypeDoc, from the docstrings of src/.
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  PageEvent,
  ReflectionKind,
  TSConfigReader,
  TypeDocReader,
} from "typedoc";
import { GenerateError, operationsOf } from "../generate/spec.mjs";
import { routeOf } from "./page-spec.mjs";
import { secure } from "./site.mjs";

const OPTIONS = fileURLToPath(new URL("../../typedoc.json", import.meta.url));

/** Its pages load their own files. */
const SOURCES = {
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data:",
  "connect-src": "'self' data:",
};

/** Generated from the spec, and described by the page of the spec: one sentence will do here. */
const GENERATED = ["components", "operations", "paths"];

/**
 * @param {import("../generate/spec.mjs").Node} spec
 * @param {string} folder where to write
 */
export async function buildReference(spec, folder) {
  const app = await Application.bootstrapWithPlugins({ options: OPTIONS, logLevel: "Warn" }, [
    new TypeDocReader(),
    new TSConfigReader(),
  ]);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const interfaces = project.getReflectionsByKind(ReflectionKind.Interface);
    for (const reflection of interfaces) {
      if (!reflection.isDeclaration() || !GENERATED.includes(reflection.name)) continue;
      for (const member of reflection.children?.slice() ?? []) project.removeReflection(member);
      reflection.comment = new Comment([
        { kind: "text", text: `The \`${reflection.name}\` of the spec, generated from it.` },
      ]);
    }
    for (const { operation } of operationsOf(spec)) addLink(interfaces, operation);
  });
  const project = await app.convert();
  if (project) app.validate(project);
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new GenerateError("The reference is incomplete; each line above names a place.");
  }
  app.renderer.on(PageEvent.END, (/** @type {PageEvent} */ page) => {
    if (page.contents !== undefined) page.contents = secure(page.contents, SOURCES);
  });
  await app.generateDocs(project, folder);
}

/**
 * The way from a method back to its operation.
 * @param {import("typedoc").Reflection[]} interfaces
 * @param {import("../generate/spec.mjs").Node} operation
 */
function addLink(interfaces, operation) {
  const [resource = "", verb] = operation["x-method"]?.split(".") ?? [];
  const type = interfaces.find((reflection) => reflection.name.toLowerCase() === resource);
  const method = type?.getChildByName([verb]);
  const signature = method?.isDeclaration() && method.signatures?.[0];
  if (!signature) return;
  const text = `[${operation.summary}](../../index.html${routeOf(operation)})`;
  signature.comment ??= new Comment();
  signature.comment.blockTags.push(new CommentTag("@see", [{ kind: "text", text }]));
}
