-- The way back of what was approved and how it did.
drop table public.content_performance;
drop table public.content_approvals;
