import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, sha256, trying, where } from "./part.ts";
import type { Talk } from "./threads.ts";
import { uploadKey, type ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about files. */

export const attachmentRowTable = `
attachments             | of the private one                               | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
attachments             | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
attachments             | of a message to everyone, private one            | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
attachments             | of a working message, private one                | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
attachments             | of a working message, neighbourhood one          | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
attachments             | of a message in the side room                    | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
attachments             | of an item of the inspection                     | .   .   .   .   .   .   r   r   .   .   r   r   .   .   .
attachments             | of what was heard at 1502                        | .   .   r   r   .   .   r   .   .   .   .   r   .   .   .
attachments             | of the officer's own thoughts on 1502            | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
attachments             | not sent yet, of the resident                    | .   .   rud .   .   .   .   .   .   .   .   .   .   .   .
attachments             | not sent yet, without account, key in hand       | rud rud .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | not sent yet, without account, another's key     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const attachmentActTable = `
attachments             | + upload a photo                                 | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
attachments             | + upload in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | tie one's photo to the neighbourhood one         | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
attachments             | tie one's photo to the item of the inspection    | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
`;

export async function addAttachments(
  sql: postgres.TransactionSql,
  world: World,
  { secret, open }: ConcernsOf,
  ids: Talk,
  { notes, photographed }: { notes: { heard: string; thoughts: string }; photographed: string },
) {
  const { people, a } = world;
  const file = async (more: Record<string, string>) => {
    const id = newId();
    await sql`insert into attachments ${sql({ community_id: a, id, kind: "image", mime: "image/jpeg", name: "", size: 1, storage_key: id, sha256: sha256(id), ...more })}`;
    return id;
  };
  return {
    secret: await file({ concern_id: secret.id, uploaded_by: people.resident }),
    open: await file({ concern_id: open.id, uploaded_by: people.resident }),
    secretSaid: await file({ concern_id: secret.id, message_id: ids.secretSaid, uploaded_by: people.coordinator }),
    secretWorking: await file({
      concern_id: secret.id,
      message_id: ids.secretWorking,
      uploaded_by: people.coordinator,
    }),
    room: await file({ message_id: ids.roomSaid, uploaded_by: people.coordinator }),
    openWorking: await file({ concern_id: open.id, message_id: ids.openWorking, uploaded_by: people.coordinator }),
    heard: await file({ visit_note_id: notes.heard, uploaded_by: people.officer }),
    item: await file({ inspection_item_id: photographed, uploaded_by: people.coordinator }),
    thoughts: await file({ visit_note_id: notes.thoughts, uploaded_by: people.officer }),
    pending: await file({ uploaded_by: people.resident }),
    withKey: await file({ upload_key: uploadKey }),
    otherKey: await file({ upload_key: sha256("the form of somebody else").toString("hex") }),
  };
}

/** Which columns the app may change at all, and a harmless change of one. */
export const attachmentChangeable: Changeable = {
  attachments: {
    columns: [
      "concern_id",
      "inspection_item_id",
      "measure_id",
      "message_id",
      "payment_id",
      "stage_id",
      "visit_note_id",
    ],
    harmless: "concern_id = null",
  },
};

/** Where the rows stand. */
export function attachmentRowsOf(g: Gallery): Named<string> {
  const { files } = g;
  return {
    attachments: {
      "of the private one": where.id(files.secret),
      "of the neighbourhood one": where.id(files.open),
      "of a message to everyone, private one": where.id(files.secretSaid),
      "of a working message, private one": where.id(files.secretWorking),
      "of a working message, neighbourhood one": where.id(files.openWorking),
      "of a message in the side room": where.id(files.room),
      "of an item of the inspection": where.id(files.item),
      "of what was heard at 1502": where.id(files.heard),
      "of the officer's own thoughts on 1502": where.id(files.thoughts),
      "not sent yet, of the resident": where.id(files.pending),
      "not sent yet, without account, key in hand": where.id(files.withKey),
      "not sent yet, without account, another's key": where.id(files.otherKey),
    },
  };
}

/** What a viewer might try. */
export function attachmentActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { concerns } = g;
  const { user, somebody, here, change } = trying(g, code);
  const photo = newId();
  const uploads = (by: string | null) =>
    insert("attachments", {
      ...here,
      id: photo,
      kind: "image",
      mime: "image/jpeg",
      name: "",
      size: 1,
      storage_key: photo,
      sha256: sql`${sha256(photo)}::bytea`,
      uploaded_by: by,
      upload_key: by ? null : uploadKey,
    });
  return {
    attachments: {
      "+ upload a photo": [uploads(user)],
      "+ upload in another's name": [uploads(somebody)],
      "tie one's photo to the neighbourhood one": [
        uploads(user),
        change("attachments", sql`concern_id = ${concerns.open.id}`, sql`id = ${photo}`),
      ],
      "tie one's photo to the item of the inspection": [
        uploads(user),
        change("attachments", sql`inspection_item_id = ${g.item}`, sql`id = ${photo}`),
      ],
    },
  };
}
