import { GRPC } from "@cerbos/grpc";
import { HTTP } from "@cerbos/http";
import type { RemotePdp } from "../config.js";
import type { Pdp } from "./pdp.js";

/** A PDP that runs elsewhere, through the official client. It is not asked anything yet. */
export function remotePdp(remote: RemotePdp): Pdp {
  const playgroundInstance = remote.playground;
  const description = `Cerbos at ${remote.address}${playgroundInstance === undefined ? "" : `, playground ${playgroundInstance}`}`;
  if (remote.protocol === "http") {
    return { description, decisions: new HTTP(remote.baseUrl, { playgroundInstance }), close: async () => {} };
  }
  const client = new GRPC(remote.target, { tls: remote.tls, playgroundInstance });
  return { description, decisions: client, close: async () => client.close() };
}
