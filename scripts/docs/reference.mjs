// The reference of the TypeScript client, by TypeDoc, from the docstrings of src/.
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  Converter,
  ReflectionKind,
  TSConfigReader,
  TypeDocReader,
} from "typedoc";
import { GenerateError } from "../generate/spec.mjs";

const OPTIONS = fileURLToPath(new URL("../../typedoc.json", import.meta.url));

/** Generated from the spec, and described by the page of the spec: one sentence will do here. */
const GENERATED = ["components", "operations", "paths"];

/** @param {string} [folder] where to write; without it, the docstrings are only checked */
export async function buildReference(folder) {
  const app = await Application.bootstrapWithPlugins({ options: OPTIONS, logLevel: "Warn" }, [
    new TypeDocReader(),
    new TSConfigReader(),
  ]);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Interface)) {
      if (!reflection.isDeclaration() || !GENERATED.includes(reflection.name)) continue;
      for (const member of reflection.children?.slice() ?? []) project.removeReflection(member);
      reflection.comment = new Comment([
        { kind: "text", text: `The \`${reflection.name}\` of the spec, generated from it.` },
      ]);
    }
  });
  const project = await app.convert();
  if (project) app.validate(project);
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new GenerateError("The reference is incomplete; each line above names a place.");
  }
  if (folder) await app.generateDocs(project, folder);
}
