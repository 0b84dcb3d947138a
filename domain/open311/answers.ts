import { w3Of } from "./date.ts";
import { type Document, listOf, type Value } from "./document.ts";

/** One kind of request that is taken. */
export type Service = {
  code: string;
  name: string;
  description: string;
  /** Whether there are questions of its own, which the definition tells. */
  metadata: boolean;
  keywords: readonly string[];
  group: string;
};

type Datatype = "string" | "number" | "datetime" | "text" | "singlevaluelist" | "multivaluelist";

export type Attribute = {
  code: string;
  datatype: Datatype;
  required: boolean;
  hint: string;
  order: number;
  description: string;
  values?: readonly { key: string; name: string }[];
};

/** A request as whoever asks may read it. */
export type RequestLine = {
  id: string;
  status: "open" | "closed";
  notes: string | null;
  serviceName: string;
  serviceCode: string;
  description: string | null;
  agency: string | null;
  notice: string | null;
  requestedAt: Date;
  updatedAt: Date;
  expectedAt: Date | null;
  address: string | null;
  addressId: string | null;
  zipcode: string | null;
  lat: number | null;
  long: number | null;
  mediaUrl: string | null;
};

export type UpdateLine = {
  id: string;
  request: string;
  status: "open" | "closed";
  at: Date;
  description: string | null;
};

export const servicesDocument = (services: readonly Service[]): Document => ({
  root: "services",
  value: listOf(
    "service",
    services.map((s) => ({
      service_code: s.code,
      service_name: s.name,
      description: s.description,
      metadata: s.metadata,
      type: "realtime",
      keywords: s.keywords.join(", "),
      group: s.group,
    })),
  ),
});

export const definitionDocument = (code: string, attributes: readonly Attribute[]): Document => ({
  root: "service_definition",
  value: {
    service_code: code,
    attributes: listOf(
      "attribute",
      attributes.map((a) => ({
        variable: true,
        code: a.code,
        datatype: a.datatype,
        required: a.required,
        datatype_description: a.hint,
        order: a.order,
        description: a.description,
        ...(a.values
          ? {
              values: listOf(
                "value",
                a.values.map(({ key, name }) => ({ key, name })),
              ),
            }
          : {}),
      })),
    ),
  },
});

export const requestsDocument = (requests: readonly RequestLine[], timeZone: string): Document => ({
  root: "service_requests",
  value: listOf(
    "request",
    requests.map((r) => ({
      service_request_id: r.id,
      status: r.status,
      status_notes: r.notes,
      service_name: r.serviceName,
      service_code: r.serviceCode,
      description: r.description,
      agency_responsible: r.agency,
      service_notice: r.notice,
      requested_datetime: w3Of(r.requestedAt, timeZone),
      updated_datetime: w3Of(r.updatedAt, timeZone),
      expected_datetime: r.expectedAt && w3Of(r.expectedAt, timeZone),
      address: r.address,
      address_id: r.addressId,
      zipcode: r.zipcode,
      lat: r.lat,
      long: r.long,
      media_url: r.mediaUrl,
    })),
  ),
});

/** What a filed request is answered with. */
export const filedDocument = (filed: { id: string; notice: string | null; account: string | null }): Document => ({
  root: "service_requests",
  value: listOf("request", [{ service_request_id: filed.id, service_notice: filed.notice, account_id: filed.account }]),
});

export const tokenDocument = ({ id, token }: { id: string; token: string }): Document => ({
  root: "service_requests",
  value: listOf("request", [{ service_request_id: id, token }]),
});

export const updatesDocument = (updates: readonly UpdateLine[], timeZone: string): Document => ({
  root: "service_request_updates",
  value: listOf(
    "request_update",
    updates.map((u) => ({
      update_id: u.id,
      service_request_id: u.request,
      status: u.status,
      updated_datetime: w3Of(u.at, timeZone),
      description: u.description,
      media_url: null,
    })),
  ),
});

export const updatedDocument = (id: string): Document => ({
  root: "service_request_updates",
  value: listOf("request_update", [{ update_id: id }]),
});

export type Discovery = {
  changeset: string;
  contact: string;
  keyService: string;
  endpoints: readonly { url: string; changeset: string; type: "production" | "test" }[];
};

export const discoveryDocument = (d: Discovery): Document => ({
  root: "discovery",
  value: {
    changeset: d.changeset,
    contact: d.contact,
    key_service: d.keyService,
    endpoints: listOf(
      "endpoint",
      d.endpoints.map(
        (e): Value => ({
          specification: "http://wiki.open311.org/GeoReport_v2",
          url: e.url,
          changeset: e.changeset,
          type: e.type,
          formats: listOf("format", ["text/xml", "application/json"]),
        }),
      ),
    ),
  },
});
