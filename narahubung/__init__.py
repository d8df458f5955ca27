from narahubung.kit.defining import define_quickly

define_quickly()  # before the first class of the house
