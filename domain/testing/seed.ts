import fc from "fast-check";

// The same cases in every run, so that a failure is there again when it is looked at; FC_SEED draws others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20171024) });
