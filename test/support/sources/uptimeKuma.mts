/** A monitor of Uptime Kuma that is down, as recorded in the tests of services that take its webhook: the parts that matter. */
export const monitorDown = {
	heartbeat: {
		monitorID: 89,
		status: 0,
		time: '2023-07-31 18:56:15.374',
		msg: 'timeout of 16000ms exceeded',
		important: true,
		duration: 36,
	},
	monitor: { id: 89, name: 'test', url: 'https://example.com' },
	msg: '[test] [🔴 Down] timeout of 16000ms exceeded',
};
