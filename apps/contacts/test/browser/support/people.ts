import type { Page } from "playwright-core";

/** The people of the development identity provider whom these tests sign in as. */
export type Person = "alice" | "bob" | "carol" | "dave" | "erin" | "mallory";

/** At the provider's login page: types the login and any password. */
export async function signInWithForm(page: Page, person: Person): Promise<void> {
  await page.locator("input[name=login]").fill(`${person}@example.com`);
  await page.locator("input[name=password]").fill("any password will do");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** At the provider's login page: presses the person's button. */
export async function signInWithButton(page: Page, person: Person): Promise<void> {
  await page.getByRole("button", { name: `${person}@example.com` }).click();
}
