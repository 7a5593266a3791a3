import { z } from 'zod';

import {
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
} from '../sending/response';
import { appErrorAdvice } from './appErrors';

const failureSchema = z.looseObject({ code: z.string().min(1), message: z.string().optional() });
/** "processQueryKey", by which the message can be recalled. */
const sentSchema = z.looseObject({ processQueryKey: z.string().min(1) });

/** Of a card, for each place that it was to be shown in. */
const cardSchema = z.looseObject({
	success: z.literal(true),
	result: z.looseObject({
		outTrackId: z.string(),
		deliverResults: z.array(
			z.looseObject({ success: z.boolean(), errorMsg: z.string().nullish() }),
		),
	}),
});

/** A card may be created and shown nowhere. */
function cardVerdict(response: z.infer<typeof cardSchema>): RobotResponse {
	const refused = response.result.deliverResults.find(({ success }) => !success);
	if (!refused) return { ok: true, response };
	return {
		ok: false,
		code: 'notDelivered',
		message: 'DingTalk created the card and did not show it in the group',
		description: `Check whether the robot of the app is in the group, and whether the card template is published. (${(refused.errorMsg ?? '').slice(0, 1_000)})`,
		isTemporary: false,
	};
}

/** Reads what the API says to an app: its refusals have a code, with HTTP 400 and above. */
export function readDingTalkAppResponse(answer: HttpResponse): RobotResponse {
	const sent = sentSchema.safeParse(answer.body);
	if (sent.success) return { ok: true, response: sent.data };
	const card = cardSchema.safeParse(answer.body);
	if (card.success) return cardVerdict(card.data);
	const failure = failureSchema.safeParse(answer.body);
	// What fails on its servers leaves open whether it was done.
	if (!failure.success || answer.status >= 500) return strangeResponse('DingTalk', answer);
	const { code, message = '' } = failure.data;
	return failureOf(
		appErrorAdvice(code),
		`DingTalk error ${code}: ${message.slice(0, 1_000)}`,
		code,
		'DingTalk\'s list of error codes, "服务端错误码"',
		answer,
	);
}
