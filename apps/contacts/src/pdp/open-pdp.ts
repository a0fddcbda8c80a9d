import type { Config } from "../config.js";
import { startEmbeddedPdp } from "./embedded.js";
import type { Pdp } from "./pdp.js";
import { remotePdp } from "./remote.js";

/**
 * Connects to the PDP of the configuration, or starts one with the app's own policies.
 * A remote one need not answer yet; the embedded one does when this resolves.
 * @param warn told in one line when the embedded PDP died and is started again.
 * @throws StartError when there is no Cerbos for this machine, or it refuses the policies.
 */
export function openPdp(config: Config["pdp"], warn: (message: string) => void): Promise<Pdp> {
  return config.kind === "remote" ? Promise.resolve(remotePdp(config)) : startEmbeddedPdp({ warn });
}
