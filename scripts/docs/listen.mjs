// Listens on this machine alone, with a clear word when the port is taken.
import { once } from "node:events";
import { GenerateError } from "../generate/spec.mjs";

/**
 * @param {import("node:http").Server} server @param {number} port 0 for any that is free
 * @returns {Promise<string>} the URL
 */
export async function listen(server, port) {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw portError(error, port);
  }
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new TypeError("no TCP address");
  return `http://127.0.0.1:${address.port}`;
}

/**
 * Prism throws the bare text of the system's error.
 * @param {unknown} error @param {number} port
 */
export function portError(error, port) {
  if (!String(error).includes("EADDRINUSE")) return error;
  return new GenerateError(
    `Port ${port} is taken. Choose another with --port, or 0 for a free one.`,
  );
}

/** @param {string} text of the --port option */
export function readPort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new GenerateError("--port takes a number from 0 to 65535; 0 is for any that is free.");
}
