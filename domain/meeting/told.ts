/** What of a meeting goes out by mail to those at the table, or to whom it concerns. */
export const mailedOfMeeting = [
  "invited",
  "times_proposed",
  "choices_complete",
  "called",
  "moved",
  "cancelled",
  "point_proposed",
  "point_taken",
  "point_declined",
  "minutes_sent",
  "objected",
  "objection_answered",
  "settled",
] as const;

/** What is told on the page alone as well: each reply by mail would be many. The same as in db/sql/4-meetings.sql. */
export const toldOfMeeting = [...mailedOfMeeting, "party_replied"] as const;
