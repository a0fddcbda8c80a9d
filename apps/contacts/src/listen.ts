import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "./start-error.js";

/** A server that takes requests. */
export interface Listening {
  readonly port: number;
  /** Takes no more requests and resolves when those under way are answered, or have had a second. */
  stop(): Promise<void>;
}

const FINISH_WITHIN = 1_000;

/**
 * @throws StartError when the port cannot be had.
 */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new StartError(reason(error, host, port))));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      const timer = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN);
      return new Promise((resolve) => {
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

function reason(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is in use. Stop whatever uses it, or set PORT to another one (0 picks a free one).`;
    case "EACCES":
      return `Port ${port} of ${host} may not be used by this user. Set PORT to 1024 or more.`;
    default:
      return `Cannot listen on ${host}, port ${port}: ${error.message}`;
  }
}
