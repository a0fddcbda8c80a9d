import type { NewContact } from "../contacts/contact.js";
import { fold } from "./folded-text.js";

/** First name, last name, company and title; the rest of a demo contact follows from these. */
const people = [
  ["Sarah", "Jane", "Bannerman Road Press", "Investigative journalist"],
  ["John", "Smith", "Acme Industries", "Head of purchasing"],
  ["Amelia", "Abbott", "Northwind Traders", "Account manager"],
  ["Rafael", "Aguilar", "Costa Azul Foods", "Import manager"],
  ["Nadia", "Ahmed", "Crescent Logistics", "Operations lead"],
  ["Kofi", "Asante", "Volta Solar", "Founder"],
  ["Ingrid", "Berg", "Fjord Shipping", "Fleet manager"],
  ["Lucas", "Bianchi", "Officina Bianchi", "Owner"],
  ["Zoë", "Bishop", "Harbour & Finch", "Art director"],
  ["Tomasz", "Borowski", "Vistula Steel", "Plant manager"],
  ["Camille", "Boucher", "Atelier Boucher", "Designer"],
  ["Oliver", "Bradley", "Bradley & Sons", "Managing partner"],
  ["Mei", "Chen", "Jade River Tea", "Buyer"],
  ["Daniel", "Cohen", "Cohen Optics", "Sales director"],
  ["Aisling", "Connolly", "Shannon Software", "Product manager"],
  ["Priya", "Desai", "Lotus Textiles", "Head of design"],
  ["Émile", "Dupont", "Boulangerie Dupont", "Baker"],
  ["Hannah", "Edwards", "Tidewater Insurance", "Underwriter"],
  ["Mateo", "Fernandez", "Andes Outdoor", "Regional manager"],
  ["Freya", "Fischer", "Fischer Uhren", "Watchmaker"],
  ["Grace", "Fletcher", "Fletcher Legal", "Solicitor"],
  ["Takumi", "Fujimoto", "Fujimoto Robotics", "Chief engineer"],
  ["Chiara", "Gallo", "Gallo Vini", "Export manager"],
  ["Elena", "Garcia", "Sol y Mar Hotels", "Head of events"],
  ["Samuel", "Goldberg", "Goldberg Pianos", "Owner"],
  ["Isla", "Graham", "Highland Wool", "Mill manager"],
  ["Ahmed", "Hassan", "Nile Cotton", "Sales manager"],
  ["Emma", "Hughes", "Cardiff Media", "Producer"],
  ["Sofia", "Ivanova", "Neva Instruments", "Researcher"],
  ["Marcus", "Jackson", "Blue Note Records", "Label manager"],
  ["Astrid", "Jensen", "Jensen Furniture", "Chief designer"],
  ["Arjun", "Kapoor", "Kapoor Spices", "Partner"],
  ["Yuki", "Kobayashi", "Kobayashi Papers", "Sales director"],
  ["Anna", "Kowalska", "Amber Coast Travel", "Guide"],
  ["Finn", "Larsen", "Larsen Boats", "Boat builder"],
  ["Chloe", "Laurent", "Laurent Parfums", "Head of marketing"],
  ["Minh", "Le", "Red River Coffee", "Roaster"],
  ["Ruth", "Levine", "Levine Books", "Publisher"],
  ["Giulia", "Lombardi", "Studio Lombardi", "Architect"],
  ["Aaron", "Marshall", "Marshall Surveying", "Surveyor"],
  ["Lucía", "Martinez", "Martinez Ceramics", "Potter"],
  ["Naomi", "Mensah", "Gold Coast Cocoa", "Buyer"],
  ["Ethan", "Morris", "Morris Motors", "Service manager"],
  ["Wanjiru", "Mwangi", "Rift Valley Flowers", "Grower"],
  ["Leila", "Nazari", "Nazari Rugs", "Owner"],
  ["Jonas", "Nilsson", "Nordic Timber", "Forester"],
  ["Chidi", "Okafor", "Lagos Fintech", "Chief technology officer"],
  ["Maeve", "Quinn", "Quinn Distillery", "Master distiller"],
  ["Sanjay", "Rao", "Rao Analytics", "Data scientist"],
  ["Beatriz", "Ribeiro", "Porto Cork", "Export manager"],
  ["Victor", "Rossi", "Rossi Marble", "Quarry manager"],
  ["Noah", "Schneider", "Schneider Werkzeuge", "Buyer"],
  ["Amara", "Singh", "Singh Pharmacy", "Pharmacist"],
  ["Mila", "Svoboda", "Bohemia Glass", "Glassmaker"],
  ["Keiko", "Tanaka", "Tanaka Gardens", "Landscape architect"],
  ["Oscar", "Thompson", "Thompson Freight", "Dispatcher"],
  ["Lars", "Vogel", "Vogel Optik", "Managing director"],
  ["Jasmine", "Williams", "Bayou Kitchen", "Chef"],
  ["Ava", "Wright", "Wright Aviation", "Pilot"],
  ["Farah", "Zaman", "Delta Jute", "Quality manager"],
] as const;

const notes: Readonly<Record<string, string>> = {
  Jane: "Prefers a call before noon.\nAsk about the school reunion feature.",
  Smith: "Orders in spring and autumn. Wants delivery notes by email.",
};

/** The 60 contacts of a new database with their owners: the given ones in turn, Sarah Jane the first's, John Smith the second's. */
export function demoContacts(ownerIds: readonly string[]): (readonly [NewContact, ownerId: string])[] {
  return people.map(([firstName, lastName, company, title], index) => {
    const contact = {
      firstName,
      lastName,
      email: `${asciiName(firstName)}.${asciiName(lastName)}@${asciiName(company)}.example`,
      phone: `+1 555 01${String(index).padStart(2, "0")}`,
      company,
      title,
      notes: notes[lastName] ?? null,
    };
    return [contact, ownerIds[index % ownerIds.length] ?? "nobody"] as const;
  });
}

const asciiName = (text: string): string => fold(text).replace(/[^a-z]+/g, "");
