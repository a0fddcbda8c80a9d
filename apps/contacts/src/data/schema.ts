import { customType, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Text that every Postgres compares byte by byte, whatever the locale of its machine. */
const plainText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' });

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" }).notNull();

export const contacts = pgTable(
  "contacts",
  {
    id: uuid("id").primaryKey(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    email: text("email"),
    phone: text("phone"),
    company: text("company"),
    title: text("title"),
    notes: text("notes"),
    /** The principal's id, which is the `sub` of the person's ID token. */
    ownerId: text("owner_id").notNull(),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
    /** Counts up with each change; the ETag. */
    version: integer("version").notNull(),
    /** What lists are ordered by, and what a search looks through: see folded-text.ts. */
    sortName: plainText("sort_name").notNull(),
    searchText: plainText("search_text").notNull(),
  },
  (table) => [index("contacts_by_name").on(table.sortName, table.id)],
);

/** Which seeds a database has had, so that contacts that were deleted stay deleted. */
export const seeds = pgTable("seeds", {
  name: text("name").primaryKey(),
  plantedAt: instant("planted_at"),
});
