import { momentOfW3 } from "./date.ts";
import { collecting } from "./fault.ts";
import type { Params } from "./params.ts";
import { isService, type ServiceCode } from "./services.ts";

const day = 86_400_000;

/** What the specification allows at once, whichever is less. */
const longestSpan = 90;
export const mostRows = 1000;
const mostIds = 200;
/** Nothing was raised before (and a database counts no days before the first year). */
const earliest = Date.UTC(1970, 3, 1);

export type Span = { from: Date; until: Date };

export type Filters =
  | { ids: string[] }
  | {
      codes: ServiceCode[];
      status: "open" | "closed" | null;
      /** By when it was raised; null: whenever. */
      requested: Span | null;
      /** By when it last changed; null: whenever. */
      updated: Span | null;
      page: number;
      size: number;
    };

/** @throws Fault with all that is wrong */
export function filtersOf(params: Params, now: Date): Filters {
  const { wrong, done } = collecting();
  const ids = params.several("service_request_id");
  if (ids.length) {
    if (ids.length > mostIds) wrong({ code: "ids_too_many", params: { max: mostIds } });
    done();
    return { ids };
  }
  const codes = params.several("service_code");
  for (const code of codes.filter((c) => !isService(c)))
    wrong({ code: "service_unknown", params: { code: code.slice(0, 60) } });
  const statuses = [...new Set(params.several("status").map((s) => s.toLowerCase()))];
  if (statuses.some((s) => s !== "open" && s !== "closed")) wrong({ code: "status_wrong" });
  const updated = spanOf(params, ["updated_after", "updated_before"], { now, wrong, open: true });
  const requested = spanOf(params, ["start_date", "end_date"], { now, wrong, open: updated !== null });
  const page = pageOf(params, "page", 1, 100_000, wrong);
  const size = pageOf(params, "page_size", mostRows, mostRows, wrong);
  done();
  return {
    codes: codes.filter(isService),
    status: statuses.length === 1 ? (statuses[0] as "open" | "closed") : null,
    requested,
    updated,
    page,
    size,
  };
}

/** For lists of everything there is, of which the bulk file is one. @throws Fault */
export function bulkFiltersOf(params: Params, now: Date): Extract<Filters, { codes: unknown }> {
  const { wrong, done } = collecting();
  const codes = params.several("service_code");
  for (const code of codes.filter((c) => !isService(c)))
    wrong({ code: "service_unknown", params: { code: code.slice(0, 60) } });
  const requested = spanOf(params, ["start_date", "end_date"], { now, wrong, open: true, anySpan: true });
  done();
  return { codes: codes.filter(isService), status: null, requested, updated: null, page: 1, size: mostInBulk };
}

/** Rows of the bulk file at most. */
const mostInBulk = 50_000;

/** The span of a list of updates; of requests that are named, whenever that was. @throws Fault */
export function updatesSpanOf(params: Params, now: Date): Span {
  const { wrong, done } = collecting();
  const named = params.several("service_request_id").length > 0;
  const span = spanOf(params, ["start_date", "end_date"], { now, wrong, open: named, anySpan: named });
  done();
  return span ?? { from: new Date(earliest), until: now };
}

type Wrong = ReturnType<typeof collecting>["wrong"];

/**
 * Two dates, of which either may be missing: then as much as the specification allows on that side.
 * @param open without either: null, instead of the last 90 days
 */
function spanOf(
  params: Params,
  [first, last]: [string, string],
  { now, wrong, open, anySpan = false }: { now: Date; wrong: Wrong; open: boolean; anySpan?: boolean },
): Span | null {
  const read = (name: string): Date | null | undefined => {
    const said = params.one(name);
    if (said === null) return null;
    const moment = momentOfW3(said);
    if (!moment) wrong({ code: "date_wrong", field: name, params: { field: name } });
    return moment ? new Date(Math.max(moment.getTime(), earliest)) : undefined;
  };
  const [start, end] = [read(first), read(last)];
  if (start === undefined || end === undefined) return null;
  if (!start && !end && open) return null;
  if (start && start > now) wrong({ code: "date_future", field: first, params: { field: first } });
  if (start && end && end < start) wrong({ code: "dates_order", params: { first, last } });
  const span = longestSpan * day;
  if (anySpan) return { from: start ?? new Date(0), until: end ?? now };
  if (start && end && end.getTime() - start.getTime() > span)
    wrong({ code: "dates_span", params: { first, last, days: longestSpan } });
  if (start) return { from: start, until: end ?? new Date(start.getTime() + span) };
  const until = end ?? now;
  return { from: new Date(until.getTime() - span), until };
}

function pageOf(params: Params, name: string, otherwise: number, max: number, wrong: Wrong): number {
  const said = params.one(name);
  if (said === null) return otherwise;
  const number = /^\d{1,6}$/.test(said) ? Number(said) : 0;
  if (number < 1 || number > max) wrong({ code: "page_wrong", field: name, params: { field: name, max } });
  return number;
}
