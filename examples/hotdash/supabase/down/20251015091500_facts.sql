-- The way back of the analytics facts. Policies of the table call the function: it goes last.
drop table public.facts;
drop function public.current_project();
