/** A problem as the script of our page sends it, with the values of a published test of a receiver of Zabbix. */
export const zabbixProblem = {
	event_id: '4012',
	event_value: '1',
	event_source: '0',
	event_update_status: '0',
	event_name: 'Zabbix agent is not available (for 3m)',
	event_nseverity: '3',
	event_opdata: 'Current state: 0',
	event_ack_status: 'No',
	event_update_action: '',
	event_update_user: '',
	event_update_message: '',
	event_update_date: '{EVENT.UPDATE.DATE}',
	event_update_time: '{EVENT.UPDATE.TIME}',
	host_name: 'web-01',
	trigger_id: '13491',
	trigger_description: 'For passive agents only',
};
