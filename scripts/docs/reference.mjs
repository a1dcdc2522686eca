// The reference of the TypeScript client, by TypeDoc, from the docstrings of src/.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  ReflectionKind,
  TSConfigReader,
  TypeDocReader,
} from "typedoc";
import { GenerateError, operationsOf, resolve } from "../generate/spec.mjs";
import { slugOf } from "./guides.mjs";
import { typeScriptOf } from "./samples.mjs";
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
    for (const operation of operationsOf(spec)) addExample(interfaces, spec, operation);
    linkThrown(project);
    for (const member of project.getReflectionsByKind(ReflectionKind.Property)) {
      member.comment ??= descriptionOf(spec, member.name);
    }
  });
  const project = await app.convert();
  if (project) app.validate(project);
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new GenerateError("The reference is incomplete; each line above names a place.");
  }
  await app.generateDocs(project, folder);
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => each.endsWith(".html"))) {
    const path = join(folder, name);
    await writeFile(path, secure(await readFile(path, "utf8"), SOURCES));
  }
}

/**
 * The sample of an operation, at its method, and the way back to the operation.
 * @param {import("typedoc").Reflection[]} interfaces
 * @param {import("../generate/spec.mjs").Node} spec
 * @param {ReturnType<typeof operationsOf>[number]} operation
 */
function addExample(interfaces, spec, { operation, ...place }) {
  const { "x-method": name, operationId, summary, tags } = operation;
  const [resource = "", verb] = name?.split(".") ?? [];
  const type = interfaces.find((reflection) => reflection.name.toLowerCase() === resource);
  const method = type?.getChildByName([verb]);
  const signature = method?.isDeclaration() && method.signatures?.[0];
  if (!signature) return;
  const sample = typeScriptOf(spec, { ...place, operation });
  const route = `#/${slugOf(tags[0])}/${operationId.toLowerCase()}`;
  signature.comment ??= new Comment();
  signature.comment.blockTags.push(
    new CommentTag("@example", [{ kind: "code", text: `\`\`\`ts\n${sample}\`\`\`` }]),
    new CommentTag("@see", [{ kind: "text", text: `[${summary}](../../index.html${route})` }]),
  );
}

/** TypeDoc shows the class of a `@throws {Class}` without a link. @param {import("typedoc").ProjectReflection} project */
function linkThrown(project) {
  const classes = project.getReflectionsByKind(ReflectionKind.Class);
  const signatures = project.getReflectionsByKind(ReflectionKind.CallSignature);
  for (const tag of signatures.flatMap(({ comment }) => comment?.getTags("@throws") ?? [])) {
    const target = classes.find(({ name }) => tag.typeAnnotation === `{${name}}`);
    if (!target) continue;
    delete tag.typeAnnotation;
    tag.content.unshift(
      { kind: "inline-tag", tag: "@link", text: target.name, target },
      { kind: "text", text: " " },
    );
  }
}

/**
 * A member that only refers to a component has no words of its own.
 * @param {import("../generate/spec.mjs").Node} spec @param {string} name of the member
 */
function descriptionOf(spec, name) {
  const { schemas } = spec.components;
  const node = Object.values(schemas).find(({ properties }) => properties?.[name]?.anyOf);
  const text = node && resolve(spec, node.properties[name].anyOf[0]).description;
  return text && new Comment([{ kind: "text", text }]);
}
