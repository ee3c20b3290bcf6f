' expect ok
return true;
