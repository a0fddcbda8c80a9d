import { newRow } from "./contacts.js";
import type { Database } from "./database.js";
import { demoContacts } from "./demo-contacts.js";
import { contacts, seeds } from "./schema.js";

/**
 * Gives a database that never had them the demo contacts, owned by the development provider's users in turn. The mark that stays behind keeps contacts that were deleted
 * deleted, and makes a second instance that starts at the same moment wait and then do nothing.
 */
export async function seedContacts(database: Database, now = new Date()): Promise<void> {
  await database.transaction(async (transaction) => {
    const planted = await transaction
      .insert(seeds)
      .values({ name: "demo contacts", plantedAt: now })
      .onConflictDoNothing()
      .returning();
    if (planted.length === 0) return;
    const { defaultUsers } = await import("@gatehouse/dev-idp");
    const ownerIds = defaultUsers.map(({ sub }) => sub);
    await transaction
      .insert(contacts)
      .values(demoContacts(ownerIds).map(([contact, owner]) => newRow(contact, owner, now)));
  });
}
