import { useCallback, useEffect, useState } from "preact/hooks";
import { type Address, formatAddress, parseAddress } from "./address.js";

interface Place {
  readonly address: Address;
  /** The cursors of the pages before this one, oldest first; null when the way here is not known (a shared link). */
  readonly trail: readonly (string | null)[] | null;
}

export interface Navigation extends Place {
  /** Changes part of the address: as a new entry of the history, or in place of the present one. */
  go(change: Partial<Address>, how: "push" | "replace", trail?: Place["trail"]): void;
}

/** The page's address, kept in the URL; the trail to the present page of results is kept in the history's state. */
export function useAddress(): Navigation {
  const [place, setPlace] = useState(placeNow);

  useEffect(() => {
    const onPopState = () => setPlace(placeNow());
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);

  const go = useCallback<Navigation["go"]>((change, how, trail) => {
    const now = placeNow();
    const next = { address: { ...now.address, ...change }, trail: trail === undefined ? now.trail : trail };
    const url = formatAddress(next.address);
    if (how === "push") history.pushState({ trail: next.trail }, "", url);
    else history.replaceState({ trail: next.trail }, "", url);
    setPlace(next);
  }, []);

  return { ...place, go };
}

function placeNow(): Place {
  const address = parseAddress(location.search);
  const state: unknown = history.state;
  const trail = typeof state === "object" && state !== null && "trail" in state ? state.trail : undefined;
  if (Array.isArray(trail)) return { address, trail };
  return { address, trail: address.after === null ? [] : null };
}
