/** The password of every demo account. */
export const demoPassword = "doorstep-demo";

/** The demo accounts that the sign-in page offers; `key` names them in the messages. */
export const demoAccounts = [
  { key: "resident", email: "resident@demo.doorstep.test" },
  { key: "neighbour", email: "neighbour@demo.doorstep.test" },
  { key: "officer", email: "officer@demo.doorstep.test" },
  { key: "partnerOfficer", email: "partner-officer@demo.doorstep.test" },
  { key: "coordinator", email: "coordinator@demo.doorstep.test" },
  { key: "property", email: "property@demo.doorstep.test" },
  { key: "fire", email: "fire@demo.doorstep.test" },
  { key: "investment", email: "investment@demo.doorstep.test" },
  { key: "committee", email: "committee@demo.doorstep.test" },
  { key: "homeowners", email: "homeowners@demo.doorstep.test" },
  { key: "health", email: "health@demo.doorstep.test" },
  { key: "admin", email: "admin@demo.doorstep.test" },
] as const;
