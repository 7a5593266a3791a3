import { isFixedText, listOfParts, nameOfChoice, parameter } from '../shared/subtitle';
import { operations } from './operationProperties';
import { isReminding, REMINDING } from './remindingOperations';
import { DEFAULT_DELAYS } from './scheduleProperties';

const UNITS = Object.entries({ seconds: 's', minutes: 'min', hours: 'h', days: 'd' }).map(
	([value, name]) => ({ name, value }),
);

const unit = (value: string) => `(${nameOfChoice(UNITS, value)} ?? "")`;
const operation = parameter('operation');
const reminds = `${JSON.stringify(REMINDING)}.includes(${operation})`;
const ofReminding = (part: string) => `${reminds} ? ${part} : ""`;
const ofExpecting = (part: string) => `${operation} === "expect" ? ${part} : ""`;
/** NaN for an expression of the user's. */
const numberIn = (name: string) => `parseFloat(${parameter(name)})`;
const scheduled = (name: string) =>
	`${parameter('options')}?.["schedule"]?.["settings"]?.["${name}"]`;

const delays = `(${scheduled('delays')} ?? "${DEFAULT_DELAYS}")`;
const byList = `(${isFixedText(delays)} ? "after " + ${delays}.slice(0, 40) + " " + ${unit(`(${scheduled('delaysUnit')} ?? "minutes")`)} : "a list of delays")`;
const every = `(${numberIn('remindEvery')} >= 0 ? "every " + ${numberIn('remindEvery')} + " " + ${unit(parameter('remindEveryUnit'))} : "again and again")`;
const most = numberIn('maximumReminders');

/** What the node does, and how often: "every 5 min, 4 times", "expected every 1 d, every 5 min, 4 times", "Mark as Replied". */
export const subtitle = listOfParts(
	nameOfChoice(
		operations.filter(({ value }) => !isReminding(value)),
		operation,
	),
	ofExpecting(
		`(${numberIn('period')} >= 0 ? "expected every " + ${numberIn('period')} + " " + ${unit(parameter('periodUnit'))} : "expected regularly")`,
	),
	ofReminding(`(${scheduled('repeat')} === "list" ? ${byList} : ${every})`),
	ofReminding(`(${scheduled('repeat')} === "growing" ? "growing" : "")`),
	ofReminding(
		`(${most} === 0 ? "until replied" : ${most} === 1 ? "once" : ${most} > 1 ? ${most} + " times" : "")`,
	),
);
