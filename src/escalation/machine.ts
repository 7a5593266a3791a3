/*
 * The whole life of an escalation as pure functions: state and event in, new
 * state and what to write down out. No clock, no store, no n8n.
 */
export * from './machine/arrivals';
export * from './machine/clock';
export * from './machine/expecting';
export * from './machine/operations';
export * from './machine/reopening';
export * from './machine/settlement';
export * from './machine/target';
export { endsAt, followedBy, type Step } from './machine/step';
