-- Nothing asks for payments without an outcome by their moment any more: jobs do that.

drop index checkout_unsettled;
