import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What these tests need to know of a contact. */
export interface KnownContact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly ownerId: string;
  readonly version: number;
}

export const nameOf = ({ firstName, lastName }: Pick<KnownContact, "firstName" | "lastName">): string =>
  `${firstName} ${lastName}`;

/** Calls the app's API from within the page, with its session; gives the status and the JSON of the answer. */
export function callFromPage<Body>(
  page: Page,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Body }> {
  return page.evaluate(
    async (call) => {
      const response = await fetch(call.path, {
        method: call.method,
        headers: { accept: "application/json", ...(call.body && { "content-type": "application/json" }) },
        body: call.body ? JSON.stringify(call.body) : null,
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? null : JSON.parse(text) };
    },
    { method, path, body },
  );
}

/** All contacts that the signed-in person may list. */
export async function allContacts(page: Page): Promise<KnownContact[]> {
  const { body } = await callFromPage<{ contacts: KnownContact[] }>(page, "GET", "/contacts?limit=100");
  return body.contacts;
}

/** Makes a contact beside the page, as the signed-in person. */
export async function newContact(page: Page, contact: object): Promise<KnownContact> {
  return (await callFromPage<KnownContact>(page, "POST", "/contacts", contact)).body;
}

/** The list's row for a contact (a table row, or a card on a narrow screen). */
export const rowOf = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "Results" })
    .locator("tbody tr, li")
    .filter({ has: page.getByRole("button", { name, exact: true }) });

/** Types into the search field and waits for the answer. */
export async function search(page: Page, text: string): Promise<void> {
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("q") === text);
  await page.getByRole("searchbox", { name: "Search contacts" }).fill(text);
  await answered;
  await page.locator(".list[aria-busy=false]").waitFor();
}

/** Waits until the list has that many rows. */
export async function expectRows(page: Page, count: number): Promise<void> {
  await expect.poll(() => page.locator("tbody tr").count(), { timeout: 10_000 }).toBe(count);
}
