import { writeCsvStream } from "hucre/csv";
import type { RequestLine } from "./answers.ts";
import { w3Of } from "./date.ts";

/** The columns of the proposed bulk format (GeoReport Bulk), in its order. */
const columns = [
  "service_request_id",
  "requested_datetime",
  "updated_datetime",
  "closed_date",
  "status_description",
  "status_notes",
  "source",
  "service_name",
  "service_subtype",
  "description",
  "agency_responsible",
  "address",
  "lat",
  "long",
];

/** All requests as one file. Cells that a spreadsheet would take for formulas are guarded. */
export const bulkOf = (requests: readonly RequestLine[], timeZone: string): ReadableStream<Uint8Array> =>
  writeCsvStream(
    requests.map((r) => [
      r.id,
      w3Of(r.requestedAt, timeZone),
      w3Of(r.updatedAt, timeZone),
      r.status === "closed" ? w3Of(r.updatedAt, timeZone) : "",
      r.status,
      r.notes ?? "",
      "",
      r.serviceName,
      "",
      r.description ?? "",
      r.agency ?? "",
      r.address ?? "",
      r.lat ?? "",
      r.long ?? "",
    ]),
    { headers: columns, escapeFormulae: true },
  );
