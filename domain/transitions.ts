import { agreementTransitions } from "./agreement/rules.ts";
import { assignmentTransitions } from "./assignment/rules.ts";
import { concernTransitions } from "./concern/rules.ts";
import { measureTransitions } from "./measure/rules.ts";
import { meetingTransitions } from "./meeting/rules.ts";
import { problemTransitions } from "./problem/rules.ts";
import { roundTransitions } from "./round/rules.ts";
import { stepTransitions } from "./step/rules.ts";
import { storyTransitions } from "./story/rules.ts";
import { visitTransitions } from "./visit/rules.ts";
import { stageTransitions } from "./works/stage-rules.ts";

/** The transition tables by noun, as the database takes them at each migration. */
export const transitions = {
  concern: concernTransitions,
  assignment: assignmentTransitions,
  visit: visitTransitions,
  round: roundTransitions,
  problem: problemTransitions,
  agreement: agreementTransitions,
  step: stepTransitions,
  story: storyTransitions,
  meeting: meetingTransitions,
  measure: measureTransitions,
  stage: stageTransitions,
};
