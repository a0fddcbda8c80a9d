/** Work that a double click asks for twice is done once, and both answers carry its result (TH-46). */
export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** How long a result is kept for a second request that was on its way already. */
const KEPT = 10_000;
const MAX_ENTRIES = 1000;

export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();
  return (key, work) => {
    const under = flights.get(key);
    if (under !== undefined) return under;
    const flight = work();
    if (flights.size < MAX_ENTRIES) {
      flights.set(key, flight);
      const forget = () => setTimeout(() => flights.delete(key), KEPT).unref();
      flight.then(forget, forget);
    }
    return flight;
  };
}
