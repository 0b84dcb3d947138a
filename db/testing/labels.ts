import type { SQL } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about labels. */

export const labelRowTable = `
labels                  | a label                                          | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
concern_labels          | of the private one                               | .   .   .   .   .   .   .   .   .   .   .   rd  .   .   .
concern_labels          | of the neighbourhood one                         | .   .   .   .   .   .   r   r   .   .   .   rd  .   .   .
`;

export const labelActTable = `
labels                  | + make a label                                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concern_labels          | + put a label on the private one                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
`;

export async function addLabel(sql: postgres.TransactionSql, { a }: World, { secret, open }: ConcernsOf) {
  const here = { community_id: a };
  const label = newId();
  await sql`insert into labels ${sql({ ...here, id: label, name: "回头看" })}`;
  await sql`insert into concern_labels ${sql([secret, open].map(({ id }) => ({ ...here, concern_id: id, label_id: label })))}`;
  return label;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const labelChangeable: Changeable = {
  labels: { columns: ["name"], harmless: "name = '复查'" },
};

/** Where the rows stand. */
export function labelRowsOf(g: Gallery): Named<string> {
  const { concerns } = g;
  return {
    labels: { "a label": where.id(g.label) },
    concern_labels: {
      "of the private one": `concern_id = '${concerns.secret.id}'`,
      "of the neighbourhood one": `concern_id = '${concerns.open.id}'`,
    },
  };
}

/** What a viewer might try. */
export function labelActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { concerns } = g;
  const { here } = trying(g, code);
  const helper = newId();
  return {
    labels: { "+ make a label": [insert("labels", { ...here, id: newId(), name: "重点" })] },
    concern_labels: {
      "+ put a label on the private one": [
        insert("labels", { ...here, id: helper, name: "难点" }),
        insert("concern_labels", { ...here, concern_id: concerns.secret.id, label_id: helper }),
      ],
    },
  };
}
