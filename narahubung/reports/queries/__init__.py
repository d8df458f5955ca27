"""What goes out on paper and in calendars, already cut to what one person may see."""
