/** Some variables of a card, and all others as they are ("更新卡片", open.dingtalk.com). */
export function cardChange(cardParamMap: Record<string, unknown>): Record<string, unknown> {
	return {
		cardData: { cardParamMap },
		cardUpdateOptions: { updateCardDataByKey: true },
	};
}
