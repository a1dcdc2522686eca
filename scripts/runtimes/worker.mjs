// The acceptance script in a worker: the request's body is the setup, the answer the results.
import * as library from "../../dist/index.js";
import * as testing from "../../dist/testing.js";
import { acceptance } from "./acceptance.mjs";

export default {
  /** @param {Request} request */
  async fetch(request) {
    const setup = /** @type {any} */ (await request.json());
    return Response.json(await acceptance({ ...setup, library, testing }));
  },
};
