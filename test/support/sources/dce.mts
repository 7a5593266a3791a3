/**
 * The message body that DCE 5.0 proposes ("Webhook 消息通知", default body), with
 * its seven variables filled in. Values are made up: no delivery is published.
 */
export const defaultBody = {
	id: '0c4a9d1e-7d55-4c6d-9a1e-0f6f8f3f2a11',
	email: 'zhang@example.com',
	username: 'zhangsan',
	last_name: '张',
	first_name: '三',
	created_at: '2025-12-11T02:03:04Z',
	enabled: 'true',
};

/** The body for a WeCom robot of the same page. */
export const weComBody = { msgtype: 'text', text: { content: 'zhangsan hello world' } };

/** The data of an alert that Insight's documentation of message templates shows, as a template with `toJson` writes it. */
export const insightAlert = {
	status: 'firing',
	labels: {
		alertgroup: 'test-group',
		alertname: 'test-rule',
		cluster: '35b54a48-b66c-467b-a8dc-503c40826330',
		instance: '10.6.152.85:6443',
		namespace: 'default',
		severity: 'critical',
		target: '35b54a48-b66c-467b-a8dc-503c40826330',
		target_type: 'cluster',
	},
	annotations: {
		customanno1: 'v1',
		description: '这是一条测试规则，10.6.152.85:6443 down',
		value: '1',
	},
	startsAt: '2023-04-20T07:53:54.637363473Z',
	endsAt: '0001-01-01T00:00:00Z',
	generatorURL:
		'http://vmalert-insight-victoria-metrics-k8s-stack-df987997b-npsl9:8080/vmalert/alert?group_id=16797738747470868115&alert_id=10071735367745833597',
	fingerprint: '25c8d93d5bf58ac4',
};

/** What the built-in template for webhooks makes of such an alert: with the two characters `\n` for a line break. */
export const insightText = [
	'规则名称: test-rule',
	'策略名称: test-group',
	'告警级别: critical',
	'集群: kpanda-global-cluster',
	'命名空间: default',
	'资源类型: cluster',
	'触发值: 1',
	'发生时间: 2023-04-20 15:53:54',
	'描述: 这是一条测试规则，10.6.152.85:6443 down',
].join('\\n');

/**
 * The same as the documentation prints the template, "配置通知模板": each line ends
 * with the two characters and a line break, and what is left out leaves its
 * line break behind.
 */
export const insightTextAsPrinted = (lines: string) =>
	`${lines
		.split('\\n')
		.map((line) => `${line} \\n\n`)
		.join('')
		.replace('资源类型', '\n资源类型')
		.replace('触发值', '\n触发值')}`;

/** The English one, of an alert that ended. */
export const insightTextResolved = [
	'[1] resolved',
	'Rule Name: test-rule',
	'Group Name: test-group',
	'Severity: warning',
	'Cluster: kpanda-global-cluster',
	'Namespace: default',
	'Target Type: cluster',
	'Value: 1',
	'Starts At: 2023-04-20 15:53:54',
	'Ends At: 2023-04-20 16:10:00',
	'Description: it is over',
].join('\n');
