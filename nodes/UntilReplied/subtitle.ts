import { listOfParts, nameOfChoice } from '../shared/subtitle';
import { operations } from './operationProperties';

const UNITS = Object.entries({ seconds: 's', minutes: 'min', hours: 'h', days: 'd' }).map(
	([value, name]) => ({ name, value }),
);

const unit = (value: string) => `(${nameOfChoice(UNITS, value)} ?? "")`;
const schedule = '$parameter.toJSON()["options"]?.["schedule"]?.["settings"]';
const isTracking = '$parameter.toJSON()["operation"] === "track"';
const isListed = `${schedule}?.["repeat"] === "list"`;
/** Not what an expression of the user's would give. */
const isNumber = (value: string) => `Number.isFinite(parseFloat(${value}))`;

const delays = `(typeof ${schedule}?.["delays"] === "string" && ${schedule}["delays"].startsWith("=") ? "a list of delays" : "after " + String(${schedule}?.["delays"] ?? "5, 10, 30").slice(0, 40) + " " + ${unit(`(${schedule}?.["delaysUnit"] ?? "minutes")`)})`;
const every = `(${isNumber('$parameter.toJSON()["repeatEvery"]')} ? "every " + parseFloat($parameter.toJSON()["repeatEvery"]) + " " + ${unit('$parameter.toJSON()["repeatEveryUnit"]')} : "again and again")`;

/** What the node does, and how often: "every 5 min, 4 times", "Mark as Replied". */
export const subtitle = listOfParts(
	`${isTracking} ? "" : ${nameOfChoice(operations, '$parameter.toJSON()["operation"]')}`,
	`${isTracking} ? (${isListed} ? ${delays} : ${every}) : ""`,
	`${isTracking} && ${schedule}?.["repeat"] === "growing" ? "growing" : ""`,
	`!(${isTracking}) ? "" : !(${isNumber('$parameter.toJSON()["maximumPushes"]')}) ? "" : parseFloat($parameter.toJSON()["maximumPushes"]) === 0 ? "until replied" : parseFloat($parameter.toJSON()["maximumPushes"]) === 1 ? "once" : parseFloat($parameter.toJSON()["maximumPushes"]) + " times"`,
);
