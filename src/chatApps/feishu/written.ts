/** `plain_text` has no markup ("Plain text", open.feishu.cn). */
export { plainWriting as feishuWriting } from '../plainWriting';
