import type { CommandFunction } from "../context.ts";
import type { CommandName } from "../help.ts";
import { create } from "./create.ts";
import { remove } from "./delete.ts";
import { list } from "./list.ts";
import { push } from "./push.ts";
import { set } from "./set.ts";
import { update } from "./update.ts";

export const COMMANDS: Readonly<Record<CommandName, CommandFunction>> = {
  list,
  create,
  set,
  update,
  delete: remove,
  push,
};
